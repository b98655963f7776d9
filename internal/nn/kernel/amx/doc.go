// Package amx has the encoder's MatMul8 for processors with AMX (Advanced Matrix
// Extensions) and AVX-512: TDPBUSD multiplies 16 rows of 64 activations by 64 rows
// of 16 weights. Package pure says what the function does; the result has the
// same bits. The assembly is written by gen/amx.
//
// # Before the first call
//
// The processor must have AMX-TILE, AMX-INT8 and AVX-512F, and the process must
// have asked the system with Permit. A processor without AMX can prove the
// kernel by emulation; see package emulate.
//
// # Tiles, signals and goroutines
//
// Tile registers belong to the thread; the system saves them at a switch of
// threads. A goroutine must not move to another thread while it has tiles in
// use, and it does not: the runtime stops a goroutine only where it knows what
// its registers hold, which is never inside assembly. Each call of an assembly
// function configures the tiles and releases them at its end, so that Go code
// never runs with tiles in use and later switches of threads don't have to save
// 8 KiB.
//
// A signal may come at any instruction, from the runtime itself (SIGURG to
// preempt, SIGPROF to profile) or from outside. The system then saves the
// tiles with the other registers on the alternate signal stack of the thread,
// gives the handler a clean state and restores them afterwards. Such a frame
// has about 11 KiB. Linux demands that every thread's alternate stack is large
// enough: it refuses the permission (ENOSPC) if one is too small, and later
// refuses a stack that is (Documentation/arch/x86/xstate.rst). Go's have 32 KiB.
package amx
