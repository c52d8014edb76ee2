"""The files of an Open SDG site (``data/indicator_*.csv`` and ``meta/*.md``) become observations.

Such files are what statistics offices publish. The documented layout leaves open what a column
means; what is assumed about one is always said, and can be declared in ``dossier.yaml``.
"""
