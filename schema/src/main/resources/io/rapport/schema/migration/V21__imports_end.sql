-- A key is one import that nobody has cancelled: after that, the same file may begin anew.
DROP INDEX import_key;
CREATE UNIQUE INDEX import_key ON import (account_id, key) WHERE state <> 'cancelled';

-- Records of imports go when nothing has happened to them for long.
CREATE INDEX import_age ON import (account_id, updated_at);
GRANT DELETE ON import, import_error TO rapport_ingest;
