"""Commands of a workspace's own: what they take, what they do, what they answer."""
