/* exp and log for numbers of ordinary size, after Moshier's Cephes (expf.c, logf.c): to about one
 * unit in the last place; and the inverse of the error function. Inlined they vectorise with the loop around them, whatever the C library
 * has, and spare its calls, which cost a fifth of the whole run. */

#ifndef ELEMENTARY_H
#define ELEMENTARY_H

#include <math.h>
#include <stdint.h>

#define INLINED static inline __attribute__((always_inline)) float
#define LN2 0.693147180559945309f
#define SQRT2 1.41421356237309505f
#define LN2_HIGH 0.693359375f
#define LN2_LOW -2.12194440e-4f

union bits {
    int32_t integer;
    float number;
};

/* Beyond +-87 it stays at the ends of single precision's range. */
INLINED exp_of(float x) {
    x = x > 87.0f ? 87.0f : x < -87.0f ? -87.0f : x;
    float n = nearbyintf(x * (1.0f / LN2));
    float r = x - n * LN2_HIGH - n * LN2_LOW;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    union bits scale = {.integer = ((int32_t)n + 127) << 23};
    return (p * r * r + r + 1.0f) * scale.number;
}

/* Of a positive number that is not subnormal. */
INLINED log_of(float x) {
    union bits m = {.number = x};
    int32_t e = (m.integer - 0x3f3504f3) >> 23; /* so that m lies between the roots of 1/2 and 2 */
    m.integer -= e * (1 << 23);
    float r = m.number - 1.0f, square = r * r;
    float p = 7.0376836292e-2f;
    p = p * r - 1.1514610310e-1f;
    p = p * r + 1.1676998740e-1f;
    p = p * r - 1.2420140846e-1f;
    p = p * r + 1.4249322787e-1f;
    p = p * r - 1.6668057665e-1f;
    p = p * r + 2.0000714765e-1f;
    p = p * r - 2.4999993993e-1f;
    p = p * r + 3.3333331174e-1f;
    return r + (p * r * square + e * LN2_LOW - 0.5f * square) + e * LN2_HIGH;
}

/* Between +-0.9966, to about three units in the last place: Giles (2012), "Approximating the erfinv
 * function", GPU Computing Gems, the central branch. */
INLINED erfinv_of(float x) {
    float w = -log_of((1.0f - x) * (1.0f + x)) - 2.5f;
    float p = 2.81022636e-08f;
    p = p * w + 3.43273939e-07f;
    p = p * w - 3.5233877e-06f;
    p = p * w - 4.39150654e-06f;
    p = p * w + 2.1858087e-04f;
    p = p * w - 1.25372503e-03f;
    p = p * w - 4.17768164e-03f;
    p = p * w + 2.46640727e-01f;
    p = p * w + 1.50140941f;
    return p * x;
}

#endif
