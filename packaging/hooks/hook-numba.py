"""The stand-in needs nothing; the hook that PyInstaller brings would take all of LLVM along."""
