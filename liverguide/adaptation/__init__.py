"""Teaches the sentence encoder the language of liver patients (`make adapt`).

Done by hand now and then, not at every training: its result is `liverguide/understanding/adaptation.safetensors`, a few
small matrices that are added to the packaged weights.
"""
