/**
 * How deep lowering goes into a nest before it gives up on the inside.
 *
 * Statements and expressions are lowered by recursion; this bound keeps that within any call stack (each level is a handful
 * of frames), here and in everything that walks the IR afterwards. Code written by people stays below 50. Chains that
 * merely *parse* as a nest (`a + b + c`, `elif`, `a.b().c()`) are walked with a loop and do not count.
 */
export const maxDepth = 400;
