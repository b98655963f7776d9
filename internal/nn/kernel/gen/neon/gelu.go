package main

import "quoth/internal/nn/kernel/pure"

// gelu writes GELU.
func gelu(a *assembler) {
	g := pure.Gaussian()
	degree := len(g) - 1
	var rows [][4]float32
	for _, v := range g {
		rows = append(rows, splat(v))
	}
	rows = append(rows, splat(-1), splat(0.5), splat(1), splat(pure.Limit), splat(-pure.Limit), splat(pure.Square))
	minus, half := 16*(degree+1), 16*(degree+2)
	a.table("gelu", rows)

	a.function("GELU", "x[]")
	a.argument(regX, "x")
	a.length(regWidth, "x")
	a.adr(regTable, "gelu")
	const limit, below, square, highest, one, zero, free vector = 24, 25, 26, 27, 28, 29, 30
	a.ldr(highest, regTable, 16*degree)
	a.ldr(one, regTable, 16*(degree+3))
	a.ldr(limit, regTable, 16*(degree+4))
	a.ldr(below, regTable, 16*(degree+5))
	a.ldr(square, regTable, 16*(degree+6))
	a.zero(zero)
	a.columns("number", func() {
		x, t, sum := some(0, eight), some(8, eight), some(16, eight)
		a.load(x, regAt)
		for i, v := range x {
			a.fmin(v, v, limit)
			a.fmax(v, v, below)
			a.fmul(sum[i], v, v)
			a.ldr(t[i], regTable, minus)
			a.fmla(t[i], sum[i], square)
		}
		sum = a.horner(sum, t, highest, degree, free)
		phi := t
		for i := range phi {
			a.ldr(phi[i], regTable, half)
			a.fmla(phi[i], x[i], sum[i])
			a.fmin(phi[i], phi[i], one)
			a.fmax(phi[i], phi[i], zero)
		}
		a.load(x, regAt)
		for i, v := range x {
			a.fmul(v, v, phi[i])
		}
		a.save(x, regAt)
	}, alongX())
	a.ret()
}
