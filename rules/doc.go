// Package rules decides whose customer someone is, who receives next and how a
// deal is split, and why.
//
// A decision is a pure function of a [Policy] and the events of a register. The
// package reads no clock, file or network and never lets map order reach a
// result: a register replayed next year comes out the same to the byte.
//
// Events flow in through [Reader.Events] or [Book.Apply]; answers come out of a
// [Book], each naming the clauses it rests on. The words and numbers of a
// clause stand in policies/*.yaml, its logic is one small function, its story a
// transcript in testdata.
package rules
