"""Other ways to make the same chapter, measured beside vnrgen."""
