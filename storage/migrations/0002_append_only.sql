-- The register is append-only, whoever holds the file: SQLite's own triggers.
-- INSERT OR REPLACE deletes without firing the delete trigger on connections
-- that do not set recursive_triggers, so the insert itself is guarded as well.

-- +goose Up
-- +goose StatementBegin
CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN
	SELECT RAISE(ABORT, 'the register is append-only: an event cannot be changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN
	SELECT RAISE(ABORT, 'the register is append-only: an event cannot be removed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER events_in_order BEFORE INSERT ON events
WHEN NEW.seq <> 1 + coalesce((SELECT max(seq) FROM events WHERE site = NEW.site), 0) BEGIN
	SELECT RAISE(ABORT, 'the register is append-only: an event takes the next seq');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER personal_no_update BEFORE UPDATE ON personal BEGIN
	SELECT RAISE(ABORT, 'the register is append-only: a personal part cannot be changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER personal_no_delete BEFORE DELETE ON personal BEGIN
	SELECT RAISE(ABORT, 'the register is append-only: a personal part cannot be removed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER personal_once BEFORE INSERT ON personal
WHEN EXISTS (SELECT 1 FROM personal WHERE site = NEW.site AND seq = NEW.seq) BEGIN
	SELECT RAISE(ABORT, 'the register is append-only: a personal part cannot be replaced');
END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER personal_once;
DROP TRIGGER personal_no_delete;
DROP TRIGGER personal_no_update;
DROP TRIGGER events_in_order;
DROP TRIGGER events_no_delete;
DROP TRIGGER events_no_update;
