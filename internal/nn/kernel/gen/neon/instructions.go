package main

// The instructions that the kernels use, one method each, the result first as in
// the manufacturer's manual. Go's assembler has these:

func (a *assembler) mov(d, n general)           { a.line("MOVD R%d, R%d", n, d) }
func (a *assembler) add(d, n general)           { a.line("ADD R%d, R%d", n, d) }
func (a *assembler) add3(d, n, m general)       { a.line("ADD R%d, R%d, R%d", m, n, d) }
func (a *assembler) movi(d general, n int)      { a.line("MOVD $%d, R%d", n, d) }
func (a *assembler) eor(d general, n int)       { a.line("EOR $%d, R%d", n, d) }
func (a *assembler) addi(d general, n int)      { a.line("ADD $%d, R%d", n, d) }
func (a *assembler) subs(d general, n int)      { a.line("SUBS $%d, R%d", n, d) }
func (a *assembler) and(d, n general, mask int) { a.line("AND $%d, R%d, R%d", mask, n, d) }
func (a *assembler) lsr(d, n general, bits int) { a.line("LSR $%d, R%d, R%d", bits, n, d) }
func (a *assembler) lsl(d, n general, bits int) { a.line("LSL $%d, R%d, R%d", bits, n, d) }
func (a *assembler) cmp(n general, m int)       { a.line("CMP $%d, R%d", m, n) }
func (a *assembler) cbz(n general, label string) {
	a.line("CBZ R%d, %s", n, label)
}
func (a *assembler) cbnz(n general, label string) {
	a.line("CBNZ R%d, %s", n, label)
}

// branch is any branch: B, BNE, BEQ, BLT.
func (a *assembler) branch(name, label string) { a.line("%s %s", name, label) }
func (a *assembler) ret()                      { a.line("RET") }

// adr takes the address of a table.
func (a *assembler) adr(d general, table string) { a.line("MOVD $%s<>(SB), R%d", table, d) }

// ldr loads a register, ldp and stp move two neighbours in memory.
func (a *assembler) ldr(d vector, n general, offset int) { a.line("FMOVQ %d(R%d), F%d", offset, n, d) }
func (a *assembler) ldp(d, e vector, n general, offset int) {
	a.line("FLDPQ %d(R%d), (F%d, F%d)", offset, n, d, e)
}
func (a *assembler) stp(s, t vector, n general, offset int) {
	a.line("FSTPQ (F%d, F%d), %d(R%d)", s, t, offset, n)
}

// ldrNext loads a register and moves the address on; ldrsNext does so with one
// number for lane 0, ld1rNext with one number for all lanes.
func (a *assembler) ldrNext(d vector, n general)  { a.line("FMOVQ.P 16(R%d), F%d", n, d) }
func (a *assembler) ldrsNext(d vector, n general) { a.line("FMOVS.P 4(R%d), F%d", n, d) }
func (a *assembler) ld1rNext(d vector, n general) { a.line("VLD1R.P 4(R%d), [V%d.S4]", n, d) }
func (a *assembler) strsNext(s vector, n general) { a.line("FMOVS.P F%d, 4(R%d)", s, n) }

// dup copies lane 0 of n to all lanes.
func (a *assembler) dup(d, n vector)    { a.line("VDUP V%d.S[0], V%d.S4", n, d) }
func (a *assembler) zero(d vector)      { a.line("VEOR V%d.B16, V%d.B16, V%d.B16", d, d, d) }
func (a *assembler) mov16b(d, n vector) { a.line("VMOV V%d.B16, V%d.B16", n, d) }

// movi16b puts a constant into every byte.
func (a *assembler) movi16b(d vector, n int) { a.line("VMOVI $%d, V%d.B16", n, d) }

// fmovs puts a constant into lane 0.
func (a *assembler) fmovs(d vector, v float32) { a.line("FMOVS $(%e), F%d", v, d) }

// Arithmetic of lane 0.
func (a *assembler) fdivs(d, n, m vector) { a.line("FDIVS F%d, F%d, F%d", m, n, d) }
func (a *assembler) fadds(d, n, m vector) { a.line("FADDS F%d, F%d, F%d", m, n, d) }
func (a *assembler) fsqrts(d, n vector)   { a.line("FSQRTS F%d, F%d", n, d) }

// Operations with all lanes.
func (a *assembler) add4s(d, n, m vector)      { a.line("VADD V%d.S4, V%d.S4, V%d.S4", m, n, d) }
func (a *assembler) add16b(d, n, m vector)     { a.line("VADD V%d.B16, V%d.B16, V%d.B16", m, n, d) }
func (a *assembler) shl(d, n vector, bits int) { a.line("VSHL $%d, V%d.S4, V%d.S4", bits, n, d) }
func (a *assembler) fmla(d, n, m vector)       { a.line("VFMLA V%d.S4, V%d.S4, V%d.S4", m, n, d) }
func (a *assembler) uzp1h(d, n, m vector)      { a.line("VUZP1 V%d.H8, V%d.H8, V%d.H8", m, n, d) }
func (a *assembler) uzp1b(d, n, m vector)      { a.line("VUZP1 V%d.B16, V%d.B16, V%d.B16", m, n, d) }
func (a *assembler) trn1s(d, n, m vector)      { a.line("VTRN1 V%d.S4, V%d.S4, V%d.S4", m, n, d) }
func (a *assembler) trn2s(d, n, m vector)      { a.line("VTRN2 V%d.S4, V%d.S4, V%d.S4", m, n, d) }
func (a *assembler) trn1d(d, n, m vector)      { a.line("VTRN1 V%d.D2, V%d.D2, V%d.D2", m, n, d) }
func (a *assembler) trn2d(d, n, m vector)      { a.line("VTRN2 V%d.D2, V%d.D2, V%d.D2", m, n, d) }
func (a *assembler) ext(d, n, m vector, byte int) {
	a.line("VEXT $%d, V%d.B16, V%d.B16, V%d.B16", byte, m, n, d)
}

// The rest are words.

// three encodes an operation with four lanes of n and m.
func (a *assembler) three(code uint32, name string, d, n, m vector) {
	a.word(code|uint32(m)<<16|uint32(n)<<5|uint32(d), "%s V%d.4S, V%d.4S, V%d.4S", name, d, n, m)
}

func (a *assembler) fadd(d, n, m vector) { a.three(0x4e20d400, "FADD", d, n, m) }
func (a *assembler) fsub(d, n, m vector) { a.three(0x4ea0d400, "FSUB", d, n, m) }
func (a *assembler) fmul(d, n, m vector) { a.three(0x6e20dc00, "FMUL", d, n, m) }
func (a *assembler) fmax(d, n, m vector) { a.three(0x4e20f400, "FMAX", d, n, m) }
func (a *assembler) fmin(d, n, m vector) { a.three(0x4ea0f400, "FMIN", d, n, m) }

// two encodes an operation with four lanes of n.
func (a *assembler) two(code uint32, name string, d, n vector) {
	a.word(code|uint32(n)<<5|uint32(d), "%s V%d.4S, V%d.4S", name, d, n)
}

func (a *assembler) fabs(d, n vector)   { a.two(0x4ea0f800, "FABS", d, n) }
func (a *assembler) fcvtns(d, n vector) { a.two(0x4e21a800, "FCVTNS", d, n) }
func (a *assembler) scvtf(d, n vector)  { a.two(0x4e21d800, "SCVTF", d, n) }

// fmaxv takes the largest of four lanes to lane 0, faddp adds lanes 0 and 1.
func (a *assembler) fmaxv(d, n vector) {
	a.word(0x6e30f800|uint32(n)<<5|uint32(d), "FMAXV S%d, V%d.4S", d, n)
}
func (a *assembler) faddp(d, n vector) {
	a.word(0x7e30d800|uint32(n)<<5|uint32(d), "FADDP S%d, V%d.2S", d, n)
}

// element encodes an operation with four lanes of n and lane i of m.
func (a *assembler) element(code uint32, format string, d, n, m vector, i int) {
	lane := uint32(i&1)<<21 | uint32(i>>1)<<11
	a.word(code|lane|uint32(m)<<16|uint32(n)<<5|uint32(d), format, d, n, m, i)
}

func (a *assembler) fmlaLane(d, n, m vector, i int) {
	a.element(0x4f801000, "FMLA V%d.4S, V%d.4S, V%d.S[%d]", d, n, m, i)
}
func (a *assembler) fmlsLane(d, n, m vector, i int) {
	a.element(0x4f805000, "FMLS V%d.4S, V%d.4S, V%d.S[%d]", d, n, m, i)
}
func (a *assembler) fmulLane(d, n, m vector, i int) {
	a.element(0x4f809000, "FMUL V%d.4S, V%d.4S, V%d.S[%d]", d, n, m, i)
}

// sdotLane adds to each lane of d four products: of four signed bytes of n with
// the four signed bytes of lane i of m.
func (a *assembler) sdotLane(d, n, m vector, i int) {
	a.element(0x4f80e000, "SDOT V%d.4S, V%d.16B, V%d.4B[%d]", d, n, m, i)
}
