"""The preview, the review page and the public tracker."""
