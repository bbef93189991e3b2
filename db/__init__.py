"""How partnerships are kept."""
