"""The whole story on one page: advance() takes signals to networks to cases."""
