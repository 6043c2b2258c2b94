CREATE INDEX CONCURRENTLY written_by ON written (account_id, who);
