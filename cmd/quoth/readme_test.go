package main

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestREADME runs the first command of README.md and compares what it prints
// with what is shown there, up to the line of three full stops.
func TestREADME(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(readme), "```\n$ ")
	if !ok {
		t.Fatal("README.md has no block that starts with a command")
	}
	command, rest, _ := strings.Cut(rest, "\n")
	want, _, ok := strings.Cut(rest, "\n...\n")
	if !ok {
		t.Fatal("the output in README.md does not end with a line of three full stops")
	}
	words := strings.Fields(command)
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Dir = "../.."
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	got, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", command, err, stderr.String())
	}
	if !strings.HasPrefix(string(got), want) {
		t.Errorf("README.md shows\n%s\n%s prints\n%s", want, command, got)
	}
}
