package kerneltest

import (
	"math"
	"runtime/debug"
	"testing"
	"unsafe"
)

// guard fills the memory that a kernel must not write.
const guard = 0x5a

// trial is one comparison: slices for the kernel under test, and plain copies of
// them for package pure.
type trial struct {
	testing.TB
	checks []func()
}

// pair gives two copies of values: got lies in front of unreadable memory. Both
// are compared at the end, whether the kernel should write them or not.
func pair[T int8 | uint8 | int32 | float32](t *trial, name string, values []T) (got, want []T) {
	size := len(values) * int(unsafe.Sizeof(*new(T)))
	memory := fence(t, size+64)
	for i := range memory {
		memory[i] = guard
	}
	front, back := memory[:len(memory)-size], memory[len(memory)-size:]
	got = unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(back))), len(values))
	want = make([]T, len(values))
	copy(got, values)
	copy(want, values)
	t.checks = append(t.checks, func() {
		for i, b := range front {
			if b != guard {
				t.Fatalf("%s: a byte %d in front of it was written", name, len(front)-i)
			}
		}
		for i := range want {
			if !same(got[i], want[i]) {
				t.Fatalf("%s[%d] of %d is %v, want %v", name, i, len(want), got[i], want[i])
			}
		}
	})
	return got, want
}

// same compares bits. Any two results that are no numbers are the same, as
// processors differ in how they write them.
func same[T int8 | uint8 | int32 | float32](got, want T) bool {
	if x, float := any(got).(float32); float {
		y := any(want).(float32)
		return math.Float32bits(x) == math.Float32bits(y) || x != x && y != y
	}
	return got == want
}

// run calls both kernels and compares what they leave behind. A kernel that
// touches unreadable memory panics.
func (t *trial) run(got, want func()) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	want()
	got()
	for _, check := range t.checks {
		check()
	}
}
