//go:build linux && amd64

package main

import (
	"fmt"
	"os"
	"runtime"
	"syscall"

	"golang.org/x/sys/unix"
)

// tracer follows all threads of a program and of its children.
type tracer struct {
	root    int
	threads map[int]*tiles // by thread id
	leaked  bool           // a thread ended with tiles in use
}

// start starts a program and stops it before its first instruction. From now on
// the calling goroutine stays on its thread, the only one that may trace.
func start(path string, arguments []string) (*tracer, error) {
	runtime.LockOSThread()
	pid, err := syscall.ForkExec(path, arguments, &syscall.ProcAttr{
		Env:   append(os.Environ(), "QUOTH_EMULATE=amx"),
		Files: []uintptr{0, 1, 2},
		Sys:   &syscall.SysProcAttr{Ptrace: true},
	})
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", path, err)
	}
	var status unix.WaitStatus
	if _, err := unix.Wait4(pid, &status, unix.WALL, nil); err != nil {
		return nil, fmt.Errorf("wait for %s: %w", path, err)
	}
	const options = unix.PTRACE_O_TRACECLONE | unix.PTRACE_O_TRACEFORK | unix.PTRACE_O_TRACEVFORK |
		unix.PTRACE_O_TRACEEXEC | unix.PTRACE_O_EXITKILL
	if err := unix.PtraceSetOptions(pid, options); err != nil {
		return nil, fmt.Errorf("trace %s: %w", path, err)
	}
	if err := unix.PtraceCont(pid, 0); err != nil {
		return nil, fmt.Errorf("continue %s: %w", path, err)
	}
	return &tracer{root: pid, threads: map[int]*tiles{pid: {}}}, nil
}

// follow lets the program run to its end and gives its exit status.
func (t *tracer) follow() (int, error) {
	result := 0
	for {
		var status unix.WaitStatus
		tid, err := unix.Wait4(-1, &status, unix.WALL, nil)
		switch {
		case err == unix.EINTR:
			continue
		case err == unix.ECHILD:
			if t.leaked && result == 0 {
				return 1, nil
			}
			return result, nil
		case err != nil:
			return 0, fmt.Errorf("wait for a thread: %w", err)
		}
		if status.Stopped() {
			if err := t.stopped(tid, status); err != nil {
				return 0, err
			}
			continue
		}
		t.ended(tid, status)
		if tid == t.root {
			result = exitStatus(status)
		}
	}
}

// exitStatus gives the status as a shell does.
func exitStatus(status unix.WaitStatus) int {
	if status.Signaled() {
		return 128 + int(status.Signal())
	}
	return status.ExitStatus()
}

// ended forgets a thread. One that was killed may have had tiles in use.
func (t *tracer) ended(tid int, status unix.WaitStatus) {
	if state := t.threads[tid]; state != nil && state.configured && status.Exited() {
		fmt.Fprintf(os.Stderr, "emulate: thread %d ended with tiles in use\n", tid)
		t.leaked = true
	}
	delete(t.threads, tid)
}

// stopped handles a stop of a thread and lets it go on.
func (t *tracer) stopped(tid int, status unix.WaitStatus) error {
	deliver := status.StopSignal()
	switch state := t.threads[tid]; {
	case state == nil && deliver == unix.SIGSTOP:
		// The first stop of a new thread or child is none of the program's.
		t.threads[tid] = &tiles{}
		deliver = 0
	case deliver == unix.SIGTRAP && status.TrapCause() > 0:
		if status.TrapCause() == unix.PTRACE_EVENT_EXEC {
			t.threads[tid] = &tiles{}
		}
		deliver = 0
	case deliver == unix.SIGILL && state != nil:
		var err error
		if deliver, err = emulate(tid, state); err != nil {
			return gone(err)
		}
	}
	if err := unix.PtraceCont(tid, int(deliver)); err != nil {
		return gone(fmt.Errorf("continue thread %d: %w", tid, err))
	}
	return nil
}

// gone takes away the error of a thread that was killed while it was stopped.
func gone(err error) error {
	if errno, ok := lastErrno(err); ok && errno == unix.ESRCH {
		return nil
	}
	return err
}
