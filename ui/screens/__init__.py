"""One file a screen; `window` makes them when they are first shown."""
