"""Published values as a file writes them become observations, whatever layout they came in.

A layout only takes a file apart into records (``model``); what places, periods, codes, units and
series they mean is found here, once for all layouts, and whatever cannot be told is reported.
"""
