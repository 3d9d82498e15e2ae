"""How are orders worded by those who harvest answers? Frames by language and purpose."""
