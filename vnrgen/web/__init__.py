"""The review page and the public tracker."""
