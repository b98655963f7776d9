package main

// addNorm writes AddNorm.
func addNorm(a *assembler) {
	const regY, regOne, regGamma, regBeta general = regFirst, regFirst + 1, regFirst + 2, regFirst + 3
	a.function("AddNorm", "x[]", "y[]", "one[]", "gamma[]", "beta[]", "width.", "epsilon.", "rows", "n")
	a.arguments(map[string]general{
		"x": regX, "y": regY, "one": regOne, "gamma": regGamma, "beta": regBeta, "rows": regHeight, "n": regWidth,
	})
	const width, epsilon, inverse vector = 28, 29, 30
	a.number(width, "width")
	a.number(epsilon, "epsilon")
	a.lsl(regStrideX, regWidth, 2)
	x, other, total := some(0, eight), some(8, eight), some(16, 4)
	clear := func() {
		for _, v := range total {
			a.zero(v)
		}
	}
	a.rows(func() {
		clear()
		a.columns("add", func() {
			a.load(x, regAt)
			a.load(other, regAt2)
			for i, v := range x {
				a.fadd(v, v, other[i])
				a.fadd(total[i%4], total[i%4], v)
			}
			a.save(x, regAt)
		}, alongX(), stream{regY, regAt2, 4})
		a.sum(total)
		mean := inverse
		a.fdivs(mean, total[0], width)
		clear()
		a.columns("centre", func() {
			a.load(x, regAt)
			a.load(other, regAt2)
			for i, v := range x {
				a.fmlsLane(v, other[i], mean, 0)
				a.fmla(total[i%4], v, v)
			}
			a.save(x, regAt)
		}, alongX(), stream{regOne, regAt2, 4})
		a.sum(total)
		variance := total[0]
		a.fdivs(variance, variance, width)
		a.fadds(variance, variance, epsilon)
		a.fsqrts(variance, variance)
		a.fmovs(inverse, 1)
		a.fdivs(inverse, inverse, variance)
		a.columns("scale", func() {
			gamma, result := other, some(16, eight)
			a.load(x, regAt)
			a.load(gamma, regAt2)
			a.load(result, regAt3)
			for i, v := range x {
				a.fmulLane(v, v, inverse, 0)
				a.fmla(result[i], v, gamma[i])
			}
			a.save(result, regAt)
		}, alongX(), stream{regGamma, regAt2, 4}, stream{regBeta, regAt3, 4})
		a.add(regX, regStrideX)
		a.add(regY, regStrideX)
	})
}
