"""Where the network's landmarks lie of the joints' centres, learnt from rendered people."""
