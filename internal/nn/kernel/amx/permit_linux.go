//go:build amd64 && !purego

package amx

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// Of arch_prctl (Linux, arch/x86/include/uapi/asm/prctl.h and
// Documentation/arch/x86/xstate.rst).
const (
	requestPermission = 0x1023 // ARCH_REQ_XCOMP_PERM
	tileData          = 18     // XFEATURE_XTILEDATA
)

// Permit asks the system to let this process use tile registers: once for all
// threads and for good. It fails where the processor has none, where the system
// is older than Linux 5.16, and where a thread's alternate signal stack is too
// small.
func Permit() error {
	if _, _, errno := unix.RawSyscall(unix.SYS_ARCH_PRCTL, requestPermission, tileData, 0); errno != 0 {
		return fmt.Errorf("ask for amx tiles: %w", errno)
	}
	return nil
}
