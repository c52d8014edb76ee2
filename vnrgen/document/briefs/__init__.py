"""What a country brief says, in the order of what matters: each module makes one part of it."""
