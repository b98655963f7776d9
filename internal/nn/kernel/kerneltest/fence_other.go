//go:build !linux && !darwin

package kerneltest

import (
	"testing"
	"unsafe"
)

// fence gives at least size bytes. No unreadable page follows them.
func fence(_ testing.TB, size int) []byte {
	numbers := make([]uint64, (size+7)/8)
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(numbers))), 8*len(numbers))
}
