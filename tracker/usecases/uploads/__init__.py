"""Files that officers send: received, read, shown in what they change, and then stored or discarded."""
