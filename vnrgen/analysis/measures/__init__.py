"""Summary measures of inequality: pure functions from subgroups to a value, or to a refusal."""
