"""What the words of a form mean: fields of a match and its span -> `Reading`, a function a rule.

A rule returns None when the words name nothing that the calendar has ("31 Februari").
"""
