-- A shortcut on a message has to find what the message is about.

-- +goose Up
CREATE INDEX posts_by_place ON posts (site, channel, ts);

-- +goose Down
DROP INDEX posts_by_place;
