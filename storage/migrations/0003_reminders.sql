-- What a site has said of its own accord, so that it says it once: the row is
-- written in the transaction that enqueues the posts.

-- +goose Up
CREATE TABLE reminders (
	site     TEXT   NOT NULL,
	reminder TEXT   NOT NULL, -- what was said, such as rotation or soon/CUSTOMER
	day      TEXT   NOT NULL, -- the local day it is about
	at       BIGINT NOT NULL, -- when it was said
	PRIMARY KEY (site, reminder, day)
) WITHOUT ROWID;
CREATE INDEX reminders_by_at ON reminders (at);

-- +goose Down
DROP TABLE reminders;
