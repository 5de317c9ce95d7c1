package main

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) { testscript.Main(m, map[string]func(){"walkin": main}) }

// TestScripts runs the stories of testdata against the program itself.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata", RequireExplicitExec: true, Setup: onFloor, Cmds: floorWords, Condition: onMachine})
}
