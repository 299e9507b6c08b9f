"""The Feishu (飞书, Lark) door: signed callbacks or a long connection in, cards and texts out.

Nothing is imported here, so that the settings can be read without what only the door needs.
"""
