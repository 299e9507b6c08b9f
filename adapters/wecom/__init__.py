"""WeCom: the self-built app, the AI bot that hears groups, and the webhook that posts into a group.

Nothing is imported here, so that the settings can be read without the libraries of doors that are not used.
"""
