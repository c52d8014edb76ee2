"""The preview: a local page that shows a dossier's document anew after every save."""
