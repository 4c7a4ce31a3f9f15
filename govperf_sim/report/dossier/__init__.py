"""The dossier of a proposed scheme: five answers on one page, then what they rest on."""
