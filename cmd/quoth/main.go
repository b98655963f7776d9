// Quoth reads news articles and keeps a verifiable record of who said what.
//
// Results go to standard output, words to people to standard error. Exit codes:
// 0 all well; 1 some input could not be read (the rest was); 2 usage; 3 a check
// found differences; 130 interrupted.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"quoth/internal/view"
)

// The exit codes.
const (
	exitInput       = 1
	exitUsage       = 2
	exitDifferences = 3
	exitInterrupted = 130
)

// exit is an error that gives the program's exit code. What there was to say has
// been said.
type exit int

func (e exit) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

// failure is an error at work, where any other error of a command is about usage.
type failure struct{ error }

func (f failure) Unwrap() error { return f.error }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	done := make(chan int, 1)
	go func() { done <- run(ctx, os.Args[1:]) }()
	var code int
	select {
	case code = <-done:
	case <-ctx.Done():
		code = interrupted(done)
	}
	stop()
	os.Exit(code)
}

// interrupted gives the command a moment to write out what it has; it may be
// waiting for input that never comes.
func interrupted(done <-chan int) int {
	select {
	case <-done:
	case <-time.After(500 * time.Millisecond):
	}
	return exitInterrupted
}

// run runs the command line and gives the exit code.
func run(ctx context.Context, args []string) int {
	root := newRootCommand()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	var code exit
	var failed failure
	switch {
	case err == nil:
		return 0
	case errors.As(err, &code):
		return int(code)
	case errors.Is(err, syscall.EPIPE):
		return 0 // who reads has enough
	case errors.As(err, &failed):
		complain(os.Stderr, err)
		return exitInput
	}
	complain(os.Stderr, err)
	return exitUsage
}

// complain writes an error as one line.
func complain(w io.Writer, err error) {
	fmt.Fprintln(w, "quoth: "+view.OneLine(err.Error()))
}
