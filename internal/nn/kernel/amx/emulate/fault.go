//go:build linux && amd64

package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// fault is what a processor raises instead of doing an instruction, as the
// signal that Linux makes of it.
type fault struct {
	signal  syscall.Signal
	code    int32
	address uint64
	reason  string
}

func (f *fault) Error() string { return f.reason }

// Codes of signals (Linux, include/uapi/asm-generic/siginfo.h).
const (
	illegalOperand = 2    // ILL_ILLOPN
	notMapped      = 1    // SEGV_MAPERR
	fromKernel     = 0x80 // SI_KERNEL
)

// invalid is #UD.
func invalid(format string, values ...any) *fault {
	return &fault{signal: unix.SIGILL, code: illegalOperand, reason: fmt.Sprintf(format, values...)}
}

// general is #GP.
func general(format string, values ...any) *fault {
	return &fault{signal: unix.SIGSEGV, code: fromKernel, reason: fmt.Sprintf(format, values...)}
}

// page is #PF.
func page(address uint64) *fault {
	return &fault{signal: unix.SIGSEGV, code: notMapped, address: address, reason: fmt.Sprintf("no access to memory at %#x", address)}
}

// announce makes the fault the signal at which a stopped thread goes on.
func (f *fault) announce(tid int) error {
	const setSiginfo = 0x4203 // PTRACE_SETSIGINFO
	var info [128]byte
	binary.NativeEndian.PutUint32(info[0:], uint32(f.signal))
	binary.NativeEndian.PutUint32(info[8:], uint32(f.code))
	binary.NativeEndian.PutUint64(info[16:], f.address)
	_, _, errno := unix.RawSyscall6(unix.SYS_PTRACE, setSiginfo, uintptr(tid), 0, uintptr(unsafe.Pointer(&info)), 0, 0)
	if errno != 0 {
		return fmt.Errorf("set signal of thread %d: %w", tid, errno)
	}
	return nil
}

// lastErrno gives the error number of the system that an error comes from.
func lastErrno(err error) (syscall.Errno, bool) {
	var errno syscall.Errno
	return errno, errors.As(err, &errno)
}
