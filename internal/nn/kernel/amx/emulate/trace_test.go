//go:build linux && amd64

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestMain makes of this test three programs: the tests, the emulator, which
// they start with EMULATE_PROGRAM set, and the program that the emulator runs.
func TestMain(m *testing.M) {
	switch name := os.Getenv("EMULATE_PROGRAM"); {
	case name == "":
		os.Exit(m.Run())
	case os.Getenv("QUOTH_EMULATE") == "":
		main()
	default:
		if err := programs()[name](); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(3)
		}
	}
}

// emulated runs a program under the emulator and gives its exit status and what
// it wrote.
func emulated(t *testing.T, name string) (int, string) {
	t.Helper()
	command := exec.Command(os.Args[0], os.Args[0])
	command.Env = append(os.Environ(), "EMULATE_PROGRAM="+name)
	output, err := command.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return command.ProcessState.ExitCode(), string(output)
}

func TestPrograms(t *testing.T) {
	for name, want := range map[string]struct {
		status int
		output string
	}{
		"product":      {0, ""},
		"threads":      {0, ""},
		"signal":       {0, ""},
		"child":        {0, ""},
		"status":       {3, "a status"},
		"killed":       {128 + 9, ""},
		"leak":         {1, "ended with tiles in use"},
		"unknown":      {2, "SIGILL"},
		"unconfigured": {2, "no tiles are configured"},
		"unmapped":     {2, "tileloadd at"},
	} {
		t.Run(name, func(t *testing.T) {
			status, output := emulated(t, name)
			if status != want.status || !strings.Contains(output, want.output) {
				t.Errorf("status %d, want %d; output: %s", status, want.status, output)
			}
		})
	}
}
