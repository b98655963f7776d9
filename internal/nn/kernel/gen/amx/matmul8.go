package main

// matMul8 is the text of a function. Registers:
//
//	DI       the pass
//	AX BX    activations: upper and lower tile of the block
//	DX SI    weights: left and right panel
//	CX       steps along the inner dimension that are left
//	R8 R9    bytes between rows of activations, and of packed weights
//	R14      bytes between rows of c
//	R15      short use
//	R10-R13  rows that wait for the epilogue: sums, c, aScale, how many
//	Z4-Z9    of these rows: offset, wScale, bias, two registers each
//	T0-T3    sums: upper left, upper right, lower left, lower right
//	T4 T5    activations: upper, lower
//	T6 T7    weights: left, right
//
// Tile registers can neither be added to vectors nor converted. So a finished
// block goes to memory, and its rows wait there: each step of the next block
// takes eight of them, in the 64 cycles that TDPBUSD keeps the tile unit busy.
// The first two steps take none, as the stores may not be done yet: rows that
// wait for them would keep the third step out of the processor's window.
const matMul8 = `
// func {{.Name}}(p *pass)
TEXT ·{{.Name}}(SB), NOSPLIT, $80-8
	MOVQ p+0(FP), DI
	LEAQ pass_tiles(DI), AX
	LDTILECFG (AX)
	MOVQ pass_k(DI), R8
	MOVQ $64, R9
	MOVQ pass_ldc(DI), R14
	XORQ R13, R13
	MOVQ $0, column-8(SP)
	MOVQ pass_w(DI), AX
	MOVQ AX, panels-16(SP)

pair: // two panels of weights
	MOVQ R8, AX
	SHLQ $5, AX
	ADDQ panels-16(SP), AX
	MOVQ AX, ahead-24(SP)
	MOVQ $0, done-32(SP)

chunk: // a part of the inner dimension
	MOVQ R8, CX
	SUBQ done-32(SP), CX
	MOVQ pass_chunk(DI), DX
	CMPQ CX, DX
	CMOVQGT DX, CX
	MOVQ CX, width-40(SP)
	MOVQ pass_a(DI), AX
	ADDQ done-32(SP), AX
	MOVQ AX, a-48(SP)
	MOVQ pass_c(DI), AX
	ADDQ column-8(SP), AX
	MOVQ AX, c-56(SP)
	MOVQ pass_aScale(DI), AX
	MOVQ AX, aScale-64(SP)
	MOVQ pass_blocks(DI), AX
	MOVQ AX, left-72(SP)

block: // sums begin at zero, or where the last chunk left them in c
	CMPQ done-32(SP), $0
	JNE more
	TILEZERO T0
	TILEZERO T1
{{- if .Two}}
	TILEZERO T2
	TILEZERO T3
{{- end}}
	JMP start

more:
	MOVQ c-56(SP), AX
	TILELOADD (AX)(R14*1), T0
	TILELOADD 64(AX)(R14*1), T1
{{- if .Two}}
	MOVQ R14, BX
	SHLQ $4, BX
	ADDQ AX, BX
	TILELOADD (BX)(R14*1), T2
	TILELOADD 64(BX)(R14*1), T3
{{- end}}

start:
	MOVQ a-48(SP), AX
{{- if .Two}}
	MOVQ R8, BX
	SHLQ $4, BX
	ADDQ AX, BX
{{- end}}
	MOVQ done-32(SP), DX
	SHLQ $4, DX
	ADDQ panels-16(SP), DX
	MOVQ R8, SI
	SHLQ $4, SI
	ADDQ DX, SI
	MOVQ width-40(SP), CX
	SHRQ $6, CX
	MOVQ CX, R15
	SUBQ $2, R15
	MOVQ R15, late-80(SP)
	TESTQ CX, CX
	JNZ step
	JMP rest

rows: // of the block before
	MOVQ $8, R15
	CMPQ R13, R15
	CMOVQLT R13, R15
{{template "rows" "rows"}}

step: // 64 numbers along the inner dimension
	TILELOADD (AX)(R8*1), T4
	TILELOADD (DX)(R9*1), T6
	TDPBUSD T6, T4, T0
	TILELOADD (SI)(R9*1), T7
	TDPBUSD T7, T4, T1
{{- if .Two}}
	TILELOADD (BX)(R8*1), T5
	TDPBUSD T6, T5, T2
	TDPBUSD T7, T5, T3
	ADDQ $64, BX
{{- end}}
	ADDQ $64, AX
	ADDQ $1024, DX
	ADDQ $1024, SI

	// The next pair of panels: four blocks of rows bring all of it.
	MOVQ ahead-24(SP), R15
	PREFETCHT1 (R15)
	PREFETCHT1 64(R15)
	PREFETCHT1 128(R15)
	PREFETCHT1 192(R15)
	PREFETCHT1 256(R15)
	PREFETCHT1 320(R15)
	PREFETCHT1 384(R15)
	PREFETCHT1 448(R15)
	ADDQ $512, R15
	MOVQ R15, ahead-24(SP)
	DECQ CX
	JZ rest
	CMPQ CX, late-80(SP)
	JLE rows
	JMP step

rest: // what the steps left of the block before
	MOVQ R13, R15
{{template "rows" "rest"}}

	// Sums of the last chunk wait for the epilogue, others for the next chunk.
	MOVQ done-32(SP), AX
	ADDQ width-40(SP), AX
	MOVQ c-56(SP), R10
	MOVQ R14, R15
	CMPQ AX, R8
	JNE store
	MOVQ R10, R11
	MOVQ aScale-64(SP), R12
	MOVQ pass_block(DI), R13
	LEAQ (pass_sums+63)(DI), R10
	ANDQ $-64, R10
	MOVQ $128, R15
	MOVQ column-8(SP), AX
	MOVQ pass_offset(DI), BX
	VMOVDQU32 (BX)(AX*1), Z4
	VMOVDQU32 64(BX)(AX*1), Z5
	MOVQ pass_wScale(DI), BX
	VMOVUPS (BX)(AX*1), Z6
	VMOVUPS 64(BX)(AX*1), Z7
	MOVQ pass_bias(DI), BX
	VMOVUPS (BX)(AX*1), Z8
	VMOVUPS 64(BX)(AX*1), Z9

store:
	TILESTORED T0, (R10)(R15*1)
	TILESTORED T1, 64(R10)(R15*1)
{{- if .Two}}
	MOVQ R15, BX
	SHLQ $4, BX
	ADDQ R10, BX
	TILESTORED T2, (BX)(R15*1)
	TILESTORED T3, 64(BX)(R15*1)
{{- end}}

	// The next block, chunk and pair.
	MOVQ pass_block(DI), AX
	MOVQ AX, BX
	IMULQ R8, BX
	ADDQ BX, a-48(SP)
	MOVQ AX, BX
	IMULQ R14, BX
	ADDQ BX, c-56(SP)
	SHLQ $2, AX
	ADDQ AX, aScale-64(SP)
	DECQ left-72(SP)
	JNZ block
	MOVQ width-40(SP), AX
	ADDQ done-32(SP), AX
	MOVQ AX, done-32(SP)
	CMPQ AX, R8
	JLT chunk
	MOVQ R8, AX
	SHLQ $5, AX
	ADDQ AX, panels-16(SP)
	MOVQ column-8(SP), AX
	ADDQ $128, AX
	MOVQ AX, column-8(SP)
	CMPQ AX, pass_columns(DI)
	JLT pair

	TILERELEASE
	MOVQ R13, R15
{{template "rows" "last"}}
	VZEROUPPER
	RET
{{define "rows"}}	TESTQ R15, R15
	JZ {{.}}_end
	SUBQ R15, R13

{{.}}_row: // c = float(sum + offset) · aScale · wScale + bias
	VMOVDQU32 (R10), Z0
	VMOVDQU32 64(R10), Z1
	VPADDD Z4, Z0, Z0
	VPADDD Z5, Z1, Z1
	VCVTDQ2PS Z0, Z0
	VCVTDQ2PS Z1, Z1
	VBROADCASTSS (R12), Z2
	VMULPS Z2, Z0, Z0
	VMULPS Z2, Z1, Z1
	VMULPS Z6, Z0, Z0
	VMULPS Z7, Z1, Z1
	VADDPS Z8, Z0, Z0
	VADDPS Z9, Z1, Z1
	VMOVUPS Z0, (R11)
	VMOVUPS Z1, 64(R11)
	ADDQ $128, R10
	ADDQ R14, R11
	ADDQ $4, R12
	DECQ R15
	JNZ {{.}}_row

{{.}}_end:{{end}}`
