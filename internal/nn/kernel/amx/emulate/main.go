//go:build linux && amd64

// Command emulate runs a program on a processor without AMX that uses the AMX
// instructions of this project, most often a test:
//
//	go build -o bin/emulate ./internal/nn/kernel/amx/emulate
//	go test -exec "$PWD/bin/emulate" ./internal/nn/kernel/amx
//
// The program runs under ptrace. Where it meets an AMX instruction the processor
// raises SIGILL; this command does the work of the instruction on the program's
// memory and registers and lets it go on behind it. Every thread and every child
// has its own tiles. Other signals reach the program unchanged.
//
// The instructions are LDTILECFG, TILERELEASE, TILEZERO, TILELOADD, TILELOADDT1,
// TILESTORED and TDPBUSD (Intel 64 and IA-32 Architectures Software Developer's
// Manual, volume 2). What the manual forbids is a fault here as well: SIGILL for
// an instruction that tiles or operands don't allow, SIGSEGV for memory and for
// a wrong configuration, each with a line on standard error that says why. A
// program that ends with tiles in use fails.
//
// The program finds QUOTH_EMULATE=amx in its environment. The exit status is its
// own, or 128 and the number of the signal that ended it.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: emulate PROGRAM [ARGUMENT]...")
		os.Exit(2)
	}
	status, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintf(os.Stderr, "emulate: %v\n", err)
		os.Exit(1)
	}
	os.Exit(status)
}

// run runs a program with its arguments and gives its exit status.
func run(arguments []string) (int, error) {
	path, err := exec.LookPath(arguments[0])
	if err != nil {
		return 0, fmt.Errorf("find program: %w", err)
	}
	t, err := start(path, arguments)
	if err != nil {
		return 0, err
	}
	passOn(t.root)
	return t.follow()
}

// passOn gives the signals that end this command to the program instead.
func passOn(pid int) {
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGQUIT, syscall.SIGTERM)
	go func() {
		for s := range signals {
			// The program may have ended meanwhile.
			_ = syscall.Kill(pid, s.(syscall.Signal))
		}
	}()
}
