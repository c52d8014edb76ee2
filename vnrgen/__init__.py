"""Evidence-based Leave No One Behind chapters for Voluntary National Reviews."""

__version__ = "0.1.0"
