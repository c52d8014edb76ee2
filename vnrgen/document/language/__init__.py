"""What a document says in the language of its edition: messages, numbers, names and scripts."""
