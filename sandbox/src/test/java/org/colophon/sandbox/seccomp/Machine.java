package org.colophon.sandbox.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Runs a filter as the kernel does, on one call; knows the instructions that filters here use. */
final class Machine {
  private static final int ALLOW = 0x7fff0000;

  private final ByteBuffer program;

  Machine(byte[] program) {
    this.program = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The error that the caller gets; 0 if the call is allowed. */
  int errorOf(int auditCode, int number, long... arguments) {
    ByteBuffer call = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    call.putInt(0, number).putInt(4, auditCode);
    for (int i = 0; i < arguments.length; i++) {
      call.putLong(16 + 8 * i, arguments[i]);
    }
    int accumulator = 0;
    for (int at = 0; ; at++) {
      int code = program.getShort(8 * at);
      int ifTrue = program.get(8 * at + 2) & 0xff;
      int ifFalse = program.get(8 * at + 3) & 0xff;
      int operand = program.getInt(8 * at + 4);
      switch (code) {
        case 0x20 -> accumulator = call.getInt(operand);
        case 0x05 -> at += operand;
        case 0x15 -> at += accumulator == operand ? ifTrue : ifFalse;
        case 0x45 -> at += (accumulator & operand) != 0 ? ifTrue : ifFalse;
        case 0x35 -> at += Integer.compareUnsigned(accumulator, operand) >= 0 ? ifTrue : ifFalse;
        case 0x06 -> {
          return operand == ALLOW ? 0 : operand & 0xffff;
        }
        default -> throw new IllegalStateException("no such instruction: " + code);
      }
    }
  }
}
