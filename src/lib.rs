//! Glia
