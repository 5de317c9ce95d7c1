// Package storage keeps a bot's memory in SQLite: the register of every site,
// what is derived from it, and what is still to be said.
//
// It stores facts and hands them back; it never decides. An event is appended
// once and never changed: triggers refuse it, and each event carries the hash
// of the one before.
//
// # The chain
//
// An event is a line of the register format with no white space between its
// tokens and with strings escaped no more than JSON demands, its keys in the
// order of the line. Its personal values are note, the members of details, a
// deal's name, and the reason of a withdrawal or ruling. Then, in UTF-8 and
// lower-case hexadecimal:
//
//	body       = the line without prev, hash and salt, personal values being ""
//	personal   = an object of the personal values, under the line's keys, in its order
//	salt       = 16 random bytes
//	commitment = HMAC-SHA256(key salt, personal), or empty without a personal value
//	hash       = SHA-256(prev "\n" body "\n" commitment)
//
// where prev is the hash of the event before, empty (and left out of the line)
// for the first. An export carries prev, hash and salt, so the chain can be
// checked from it alone; and since the hash covers the commitment only, erasing
// a personal part leaves the chain whole.
package storage
