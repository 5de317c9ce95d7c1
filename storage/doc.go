// Package storage keeps a bot's memory in SQLite: the register of every site,
// what is derived from it, and what is still to be said.
//
// It stores facts and hands them back; it never decides. An event is appended
// once and never changed: triggers refuse it, and each event carries the hash
// of the one before.
//
// # The chain
//
// An event is written as a line of the register format, without prev, hash and
// salt. Canonical JSON is that with object keys sorted by their bytes, no white
// space, numbers as they stand, and strings escaped no more than JSON demands
// (but U+2028 and U+2029 are). What is personal is moved out of it into an
// object of its own: note, the members of details, a deal's name, the reason of
// a withdrawal or ruling. An emptied details stays behind as {}. Then, all in
// UTF-8 and lower-case hexadecimal:
//
//	body       = canonical JSON of the event without its personal part
//	personal   = canonical JSON of the personal part
//	salt       = 16 random bytes
//	commitment = HMAC-SHA256(key salt, personal), or empty without a personal part
//	hash       = SHA-256(prev "\n" body "\n" commitment)
//
// where prev is the hash of the event before, empty for the first. An export
// carries prev, hash and salt, so the chain can be checked from it alone; and
// since the hash covers the commitment only, erasing a personal part leaves the
// chain whole.
package storage
