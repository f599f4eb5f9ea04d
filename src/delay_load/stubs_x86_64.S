// SPDX-License-Identifier: MIT
// The functions of a library that is not loaded yet, by their real names. Each
// jumps to the address in its slot; the first call of one fills the slot.
// System V ABI: r11 may be used here, nothing else may change.
// In a program of its own (DELAY_LOAD_HIDDEN) no library shall find them.
#define DELAY_LOAD(index, name) delay_load index, name

.macro delay_load index, name
  .globl \name
#ifdef DELAY_LOAD_HIDDEN
  .hidden \name
#endif
  .type \name, @function
  .balign 8
\name:
  movq lode_delay_load_slots + 8 * \index(%rip), %r11
  testq %r11, %r11
  jz 1f
  jmp *%r11
1:
  movl $\index, %r11d
  jmp delay_load_first
  .size \name, . - \name
.endm

  .text
delay_load_first:
  .cfi_startproc
  pushq %rbp
  .cfi_def_cfa_offset 16
  .cfi_offset %rbp, -16
  movq %rsp, %rbp
  .cfi_def_cfa_register %rbp
  subq $192, %rsp
  // What may hold arguments; rax counts the vector registers of a variadic call.
  movq %rdi, 0(%rsp)
  movq %rsi, 8(%rsp)
  movq %rdx, 16(%rsp)
  movq %rcx, 24(%rsp)
  movq %r8, 32(%rsp)
  movq %r9, 40(%rsp)
  movq %rax, 48(%rsp)
  movq %r10, 56(%rsp)
  movups %xmm0, 64(%rsp)
  movups %xmm1, 80(%rsp)
  movups %xmm2, 96(%rsp)
  movups %xmm3, 112(%rsp)
  movups %xmm4, 128(%rsp)
  movups %xmm5, 144(%rsp)
  movups %xmm6, 160(%rsp)
  movups %xmm7, 176(%rsp)
  movl %r11d, %edi
  call lode_delay_load_bind
  movq %rax, %r11
  movq 0(%rsp), %rdi
  movq 8(%rsp), %rsi
  movq 16(%rsp), %rdx
  movq 24(%rsp), %rcx
  movq 32(%rsp), %r8
  movq 40(%rsp), %r9
  movq 48(%rsp), %rax
  movq 56(%rsp), %r10
  movups 64(%rsp), %xmm0
  movups 80(%rsp), %xmm1
  movups 96(%rsp), %xmm2
  movups 112(%rsp), %xmm3
  movups 128(%rsp), %xmm4
  movups 144(%rsp), %xmm5
  movups 160(%rsp), %xmm6
  movups 176(%rsp), %xmm7
  leave
  .cfi_def_cfa %rsp, 8
  jmp *%r11
  .cfi_endproc

#include "list.inc"

#undef DELAY_LOAD
#define DELAY_LOAD(index, name) .asciz #name

  .section .rodata
  .hidden lode_delay_load_names
  .globl lode_delay_load_names
lode_delay_load_names:
#include "list.inc"

#undef DELAY_LOAD
#define DELAY_LOAD(index, name) .quad 0

  .bss
  .balign 8
  .hidden lode_delay_load_slots
  .globl lode_delay_load_slots
lode_delay_load_slots:
#include "list.inc"

  .section .note.GNU-stack, "", @progbits
