"""Section templates: how they are read and confined, and all that they may call."""
