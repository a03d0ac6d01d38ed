"""From the bytes of an answer to what it says: main text, title, language, day of publication.

`apart.extract` is the door. The rest runs in a child process that holds no secrets, and imports nothing of Django.
"""
