package main

import (
	"context"
	"io"

	"github.com/walkin-chat/walkin/rules"
)

// suppose reads one register under two policies, and prints what would be
// otherwise under --policy than under --against.
func (j *judgeCmd) suppose(ctx context.Context, in *source, stdout io.Writer) error {
	if j.Why != "" {
		return mistaken("--why and --against are two questions; ask one at a time")
	}
	other, zone, at, err := j.flags()
	if err != nil {
		return err
	}
	against, err := findPolicy(j.Against)
	if err != nil {
		return about("--against", err)
	}
	s := rules.Suppose(other, against, zone)
	if err := in.read(ctx, s.Apply); err != nil {
		return err
	}
	if at.IsZero() {
		at = s.Last()
	}
	w, err := s.WhatIf(at)
	if err != nil {
		return mistaken("--at: %w", err)
	}
	return j.print(w, stdout)
}
