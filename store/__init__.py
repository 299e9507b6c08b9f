"""Tables, queries, unit of work, journal and queues of 跟进, on SQLite and PostgreSQL."""
